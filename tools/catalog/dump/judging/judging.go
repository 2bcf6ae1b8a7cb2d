// Package judging is what the judges of command lines have in common. It lies beside the programs of both projects when
// they are built (../../dump.mjs), and is Go of the oldest of them.
package judging

import (
	"bufio"
	"encoding/json"
	"os"
	"regexp"
)

// Serve answers every command line, a JSON list of words per line in, with one line out. Called with any argument the
// program tells instead what the command lines may be made of.
func Serve(declared func() interface{}, judge func(argv []string) []string) {
	if len(os.Args) > 1 {
		if err := json.NewEncoder(os.Stdout).Encode(declared()); err != nil {
			panic(err)
		}
		return
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for lines.Scan() {
		argv := []string{}
		if err := json.Unmarshal(lines.Bytes(), &argv); err != nil {
			panic(err)
		}
		answer, err := json.Marshal(judge(argv))
		if err != nil {
			panic(err)
		}
		out.Write(append(answer, '\n'))
	}
}

// Class is a kind of error: its name, and the messages it has, with what they speak of in parentheses.
type Class struct {
	name    string
	message *regexp.Regexp
}

// Like is a class with the messages that a pattern describes.
func Like(name, message string) Class {
	return Class{name, regexp.MustCompile(`(?s)^` + message)}
}

// Classify answers with the class of an error and what it speaks of.
func Classify(classes []Class, message string) []string {
	for _, class := range classes {
		if found := class.message.FindStringSubmatch(message); found != nil {
			return []string{class.name, found[1]}
		}
	}
	return []string{"other", message}
}
