import type { Command } from 'commander'
import { exitCodes } from '@/lib/cli/exit'
import { verifyFile } from '@/lib/signing/verify-file'

const exitHelp = `
Exit codes: ${exitCodes.ok} approved, or without --pins all signatures genuine · ${exitCodes.failed} not so · ${exitCodes.usage} a file cannot be used`

export function registerVerifyConsent(program: Command): void {
  program
    .command('verify-consent')
    .description('say who signed an exported job and whether that is enough; asks no server and no database')
    .argument('<file>', 'the exported consent of one job, as JSON')
    .option('--pins <file>', 'whose keys count: the tasks file of the node, or the pins alone')
    .addHelpText('after', exitHelp)
    .action((file: string, { pins }: { pins?: string }) => {
      process.exitCode = verifyFile({ file, pins }, console.log)
    })
}
