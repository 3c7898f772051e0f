import { registerAgent } from '@/lib/cli/agent'
import { hakimProgram } from '@/lib/cli/program'
import { run } from '@/lib/cli/run'

/** `hakim agent` alone, without what the other commands load: this process runs for months. */
export function main(argv: readonly string[]): Promise<number> {
  const program = hakimProgram()
  registerAgent(program)
  return run(program, argv)
}
