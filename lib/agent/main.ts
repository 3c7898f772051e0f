import { Command, CommanderError } from 'commander'
import { configureAgent } from './command'

// Entry point of the single file that a node downloads, public/agent/hakim-agent.mjs.
const program = configureAgent(new Command('hakim-agent'), [process.execPath, process.argv[1] ?? ''])
program.exitOverride()
try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
}
