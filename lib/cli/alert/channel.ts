import type { Command } from 'commander'
import { print } from '@/lib/cli/result'
import { connect, overServer, type ServerOptions } from '@/lib/cli/server/connect'
import { shownLine } from '@/lib/cli/shown'
import { listedChannels, testedChannel } from './alert-answer'
import { channelLine } from './alert-text'

/** `hakim channel`: where somebody is notified. */
export function registerChannel(program: Command): void {
  const channel = program.command('channel').description('notification channels: list, test')
  overServer(channel.command('list'))
    .description('list your channels and, as an administrator, the shared ones')
    .action(async (options: ServerOptions, command: Command) => {
      const answer = await connect(command, options).ask(({ GET }) => GET('/api/v1/channels'), listedChannels)
      print(options.json, answer, answer.channels.map(channelLine).join('\n') || 'There are no channels.')
    })
  overServer(channel.command('test'))
    .description('send a test message and say what came of it')
    .argument('<id>', 'the channel')
    .action(async (id: string, options: ServerOptions, command: Command) => {
      const params = { path: { channel_id: id } }
      const { state, answer } = await connect(command, options).ask(
        ({ POST }) => POST('/api/v1/channels/{channel_id}/test', { params }),
        testedChannel,
      )
      print(options.json, { state, answer }, [state, answer ?? ''].map(shownLine).join('  ').trimEnd())
    })
}
