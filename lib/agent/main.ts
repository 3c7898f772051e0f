import { setFlagsFromString } from 'node:v8'
import { Command, CommanderError } from 'commander'
import { configureAgent } from './command'

// Entry point of the single file that a node downloads, public/agent/hakim-agent.mjs.

// It mostly waits; this keeps its young generation small.
setFlagsFromString('--semi-space-growth-factor=1')
const program = configureAgent(new Command('hakim-agent').exitOverride(), [
  process.execPath,
  process.argv[1] ?? '',
])
// A reader of its log that goes away ends neither the agent nor the command that it runs.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
}
