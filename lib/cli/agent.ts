import type { Command } from 'commander'
import { configureAgent } from '@/lib/agent/command'

/** `hakim agent` runs on a node; it is the same program as the single file under public/agent. */
export const registerAgent = (program: Command): Command =>
  configureAgent(program.command('agent'), [process.execPath, process.argv[1] ?? '', 'agent'])
