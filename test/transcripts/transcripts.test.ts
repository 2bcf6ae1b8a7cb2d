import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { ensureBuilt } from '../support/built-cli.js';
import { projectRoot } from '../support/source-files.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { readTranscript, runTranscript } from './transcript.js';

const here = path.join(projectRoot, 'test/transcripts');
const sessions = readdirSync(here).filter((name) => name.endsWith('.txt'));

beforeAll(() => {
  ensureBuilt();
}, 60_000);

// After a wanted change: UPDATE_TRANSCRIPTS=1 npx vitest run test/transcripts, then read the difference as a user would.
it.each(sessions)(
  'the session %s goes as it is written down',
  (name) => {
    const file = path.join(here, name);
    const expected = readFileSync(file, 'utf8');
    const folder = temporaryFolder();
    try {
      const happened = runTranscript(readTranscript(expected), folder.path);
      if (process.env.UPDATE_TRANSCRIPTS === '1') writeFileSync(file, happened);
      else expect(happened).toBe(expected);
    } finally {
      folder.remove();
    }
  },
  120_000,
);
