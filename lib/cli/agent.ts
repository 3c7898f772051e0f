import type { Command } from 'commander'
import { configureAgent } from '@/lib/agent/command'

/** `hakim agent`: what runs on a node, the same as the single file under public/agent. */
export const registerAgent = (program: Command): Command =>
  configureAgent(program.command('agent'), [process.execPath, process.argv[1] ?? '', 'agent'])
