import type { Host } from '@/lib/cli/host'
import { hakimProgram } from '@/lib/cli/program'
import { run } from '@/lib/cli/run'
import { registerStart } from '@/lib/cli/start/start'

/** `hakim start` alone, without what the other commands load: this process runs for months. */
export function main(argv: readonly string[], host: Host): Promise<number> {
  const program = hakimProgram()
  registerStart(program, host)
  return run(program, argv)
}
