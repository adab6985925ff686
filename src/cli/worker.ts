import * as v from 'valibot';
import type { ReportTool } from '../core/report/report.ts';
import { eachLine } from './each.ts';
import type { Io } from './io.ts';
import { readJudging } from './profile.ts';

const orders = v.object({ hosts: v.array(v.string()), profile: v.nullable(v.string()) });

/** Answers each path that comes with its line, until whoever started it lets go. */
export function work(args: string | undefined, tool: ReportTool, io: Io): void {
  const { hosts, profile } = v.parse(orders, JSON.parse(args ?? ''));
  const known = readJudging(profile, hosts, io);
  if (known.kind === 'unusable') throw new Error('the profile has gone');
  process.on('message', (path) => {
    process.send?.(eachLine(String(path), known.judging, tool, io));
  });
}
