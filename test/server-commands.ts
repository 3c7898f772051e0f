import { registerAlert } from '@/lib/cli/alert/alert'
import { registerChannel } from '@/lib/cli/alert/channel'
import { registerJob } from '@/lib/cli/job/job'
import { registerKey } from '@/lib/cli/key/key'
import { runCommand } from './run-command'

/** Runs `hakim key …`, `hakim job …`, `hakim alert …` or `hakim channel …` and returns what it prints; rejects as it does. */
export const hakim = (...argv: string[]): Promise<string> =>
  runCommand((program) => {
    registerKey(program)
    registerJob(program)
    registerAlert(program)
    registerChannel(program)
  }, argv)
