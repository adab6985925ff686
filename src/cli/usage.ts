export const USAGE = `Usage: futureguide-tokens audit FILE.har… [--json | --html OUT | --markdown] [--fail-on WORD,…]
                                [--strict] [--profile FILE] [--host HOST]…
       futureguide-tokens audit --each --json-lines FILE|FOLDER… [--jobs N] [--profile FILE] [--host HOST]…
       futureguide-tokens redact FILE.har… [-o OUT] [--profile FILE] [--host HOST]…
       futureguide-tokens redact FILE.har… --check
       futureguide-tokens compare BEFORE AFTER [--json | --markdown] [--fail-on new]
                                [--profile FILE] [--host HOST]…

audit says of every request in HAR files which token it carried, how much life that had,
and why the service refused it.

  --json             write the report as JSON instead of a table
  --html OUT         write it into the file OUT as a page that opens without a network, people as
                     numbers; the Tokens panel opens it again
  --markdown         write it for a ticket, in at most 60 lines, people as numbers
  --fail-on WORD,…   exit with 1 when one of these flags, causes or findings is in it
  --strict           exit with 2 when nothing in a file can be judged
  --each --json-lines
                     each file by itself, one line of JSON a file; of a folder all its HAR files.
                     A broken file has a line that says why
  --jobs N           so many files side by side (1)

redact writes the HAR that one may send: without secrets, its tokens without signatures, people
as numbers that are the same in all files. It says what it replaced and left out.

  -o, --output OUT   the file to write, or the folder for several; else standard output
  --check            write nothing; exit with 1 when a file still holds a secret

compare says what changed between two recordings, each a HAR file or a report: whether the share of
INVALID_TOKEN went down, and whether enough was recorded to tell.

  --json, --markdown write the comparison so instead of as text
  --fail-on new      exit with 1 when AFTER has a finding that BEFORE has not

  --profile FILE     judge by this profile of a service (JSON) instead of FutureGuide’s
  --host HOST        take requests to this host as well (HOST or HOST:PORT; * for every host)
  -h, --help         show this
  -V, --version      show the version

Exit code: 0, or 1 when something was found that --fail-on or --check looks for, or 2 for
unusable input.
`;
