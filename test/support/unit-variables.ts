const raw = String.raw;

/** Settings of a unit that set variables. */
export const environments: readonly string[] = [
  'Environment=A=1 B=2\n',
  'Environment="A=1 2" B=\'3 4\'\n',
  'Environment=A="1 2"\nEnvironment=A=3\n',
  'Environment=A=1\nEnvironment=\nEnvironment=B=2\n',
  'Environment=A=$B B=2\n',
  'Environment=A=%n "B=%% %N"\n',
  raw`Environment=A=a\tb "B=c\x20d"` + '\n',
  'Environment=A B=2 =3 1A=4 A-B=5 A.B=6\n',
  'Environment="A=1\n',
  'Environment=A=1 \\\n  B=2 \\\n# no\n  C=3\n',
  'Environment=A=é B="ü ö"\n',
  'Environment=export A=1\n',
];

/** Texts of an EnvironmentFile. */
export const environmentFiles: readonly string[] = [
  'A=1\nB=2\n',
  'A="1 2"\nB=\'3 4\'\nC=5 6\n',
  'A="1 \\\n2"\nB=3 \\\n4\n',
  raw`A=a\ b` + '\n' + raw`B="c\"d\\e\$f\q"` + '\n' + raw`C='g\h'` + '\n',
  '# A=no\n; B=no\n  # C=no\nA=1 # kept\nB="2" # x\n',
  'export A=1\nB=2\n',
  'A=$B\nB=${C}\nC=%n\n',
  'A =1\nB= 2 \n  C=3\n',
  'A="1"2\'3\'\nB=x"y z"w\nC=a\'b c\'\n',
  'A="open\nB=2\nC="x"\n',
  'A=\nB=""\nC=\'\'\n',
  'A=1\r\nB="2"\r\n',
  '\ufeffA=1\nB=2\n',
  'no equals\nA.B=1\n1A=2\nA-B=3\nA=4\n',
  'A=1;B=2\nC=3;\n',
  '# comment \\\nA=1\nB=2\n',
  'A="multi\nline" \nB=2\n',
  'A="--x=1 --y=\'2 3\'"\nB=--z\n',
  'A=\\\nB=2\n',
  'A=a=b=c\nB==\n',
  'A=1\rB=2\rC=3',
  'A=1 \\\r\n2\r\nB="3 \\\r\n4"\r\n',
  'A=1\\\rB\rB=2\rC=\r',
  'A="1\r2"\rB=\'3\r4\'\r',
  '# no \\\rA=1\rB=2\r# no \\\r\nC=3\r\n',
  ';\rA=1\r\rno equals\rB\r=2\rC =\r3\r',
  '="open\nA=1\n==2\nB=3\n=C=4\n',
];
