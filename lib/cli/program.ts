import { Command } from 'commander'

/** Errors of usage are thrown, and answered in one place (run.ts); subcommands inherit that. */
export const hakimProgram = (): Command =>
  new Command('hakim').showHelpAfterError('(run with --help for usage)').exitOverride()
