import { visibleInLine } from '../core/language/visible.ts';
import type { ReportTool } from '../core/report/report.ts';
import type { Command } from './arguments.ts';
import { audit } from './audit.ts';
import { compare } from './compare.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { redact } from './redact.ts';
import { USAGE } from './usage.ts';

/** Runs one command that needs no other processes; gives the exit code. */
export function main(
  command: Exclude<Command, { kind: 'each' }>,
  tool: ReportTool,
  io: Io,
): ExitCode {
  switch (command.kind) {
    case 'help':
      io.out(USAGE);
      return EXIT.ok;
    case 'version':
      io.out(`${tool.version}\n`);
      return EXIT.ok;
    case 'unusable':
      io.err(`${visibleInLine(command.sentence)}\n${command.withUsage ? `\n${USAGE}` : ''}`);
      return EXIT.unusable;
    case 'audit':
      return guarded(() => audit(command.options, tool, io), tool, io);
    case 'redact':
      return guarded(() => redact(command.options, tool, io), tool, io);
    case 'compare':
      return guarded(() => compare(command.options, tool, io), tool, io);
  }
}

/** The engine's own message or trace could quote what was recorded, so neither is shown. */
function guarded(run: () => ExitCode, tool: ReportTool, io: Io): ExitCode {
  try {
    return run();
  } catch (error) {
    const kind = error instanceof Error ? error.constructor.name : typeof error;
    io.err(`${tool.name} could not make sense of this input (${kind}); please report it.\n`);
    return EXIT.unusable;
  }
}
