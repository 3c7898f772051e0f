import {
  changedChannelAnswer,
  channelsAnswer,
  createdChannelAnswer,
  deliveriesAnswer,
  deliveryAnswer,
} from '@/lib/notices/domain/channel-answers'
import { channelChange, channelRequest, deliveriesQuery } from '@/lib/notices/domain/channel-calls'
import type { ApiCall } from './call'

/** The calls about being told. */
export const channelCalls = {
  listChannels: {
    method: 'GET',
    path: '/api/v1/channels',
    tag: 'Channels',
    summary:
      'List where one is told of something; addresses and secrets that were sent or answered once are left out',
    may: 'readChannels',
    answer: channelsAnswer,
  },
  createChannel: {
    method: 'POST',
    path: '/api/v1/channels',
    tag: 'Channels',
    summary:
      'Create a channel: mail or browser for oneself; a webhook or Slack-compatible one, as an administrator, for all',
    may: 'setChannels',
    body: channelRequest,
    answer: createdChannelAnswer,
    makes: 'created',
    failures: ['conflict'],
  },
  changeChannel: {
    method: 'PUT',
    path: '/api/v1/channels/{channel_id}',
    tag: 'Channels',
    summary: 'Replace what a channel is told of and when, or turn it off',
    may: 'setChannels',
    body: channelChange,
    answer: changedChannelAnswer,
  },
  deleteChannel: {
    method: 'DELETE',
    path: '/api/v1/channels/{channel_id}',
    tag: 'Channels',
    summary: 'Delete a channel with its messages',
    may: 'setChannels',
    answer: changedChannelAnswer,
  },
  testChannel: {
    method: 'POST',
    path: '/api/v1/channels/{channel_id}/test',
    tag: 'Channels',
    summary: 'Send a test message and answer what came of it; the attempt takes at most 10 s',
    may: 'setChannels',
    answer: deliveryAnswer,
    failures: ['conflict'],
  },
  listDeliveries: {
    method: 'GET',
    path: '/api/v1/deliveries',
    tag: 'Channels',
    summary: 'List the messages on one’s channels, newest first, in keyset pages',
    may: 'readChannels',
    query: deliveriesQuery,
    answer: deliveriesAnswer,
  },
  deliverAgain: {
    method: 'POST',
    path: '/api/v1/deliveries/{delivery_id}/again',
    tag: 'Channels',
    summary: 'Send a message once more, under the same id',
    may: 'setChannels',
    answer: deliveryAnswer,
    failures: ['conflict'],
  },
} as const satisfies Record<string, ApiCall>
