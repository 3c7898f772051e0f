import { registerJob } from '@/lib/cli/job/job'
import { registerKey } from '@/lib/cli/key/key'
import { runCommand } from './run-command'

/** Runs `hakim key …` or `hakim job …` and returns what it prints; rejects as it does. */
export const hakim = (...argv: string[]): Promise<string> =>
  runCommand((program) => {
    registerKey(program)
    registerJob(program)
  }, argv)
