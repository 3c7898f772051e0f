import { Command } from 'commander'
import { vi } from 'vitest'

/** Runs a command of the CLI in this process, as `hakim` registers it. Returns what it prints; rejects as it does. */
export async function runCommand(register: (program: Command) => void, argv: string[]): Promise<string> {
  const stdout = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const program = new Command().exitOverride()
  register(program)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return stdout.mock.calls.flat().join('\n')
  } finally {
    stdout.mockRestore()
  }
}
