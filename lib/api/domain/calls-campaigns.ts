import {
  campaignAnswer,
  campaignsAnswer,
  movedAnswer,
  remindedAnswer,
  startedAnswer,
} from '@/lib/campaigns/domain/answers'
import { campaignMove, campaignRequest, campaignsQuery } from '@/lib/campaigns/domain/calls'
import { followedAnswer } from '@/lib/jobs/domain/answers'
import type { ApiCall } from './call'

const [read, start, move] = [
  { method: 'GET', tag: 'Jobs', may: 'readCampaigns' },
  { method: 'POST', tag: 'Jobs', may: 'startCampaign' },
  {
    method: 'POST',
    tag: 'Jobs',
    may: 'moveCampaign',
    body: campaignMove,
    answer: movedAnswer,
    failures: ['conflict'],
  },
] as const

const follow = {
  path: '/api/v1/campaigns/{campaign_id}/follow',
  tag: 'Jobs',
  may: 'follow',
  answer: followedAnswer,
} as const

/** The calls about the same task on many nodes. */
export const campaignCalls = {
  listCampaigns: {
    ...read,
    path: '/api/v1/campaigns',
    summary: 'List campaigns, newest first, in keyset pages',
    query: campaignsQuery,
    answer: campaignsAnswer,
  },
  startCampaign: {
    ...start,
    path: '/api/v1/campaigns',
    summary: 'Request the same on many nodes, one job each, wave by wave',
    body: campaignRequest,
    answer: startedAnswer,
    makes: 'found',
    failures: ['conflict'],
  },
  readCampaign: {
    ...read,
    path: '/api/v1/campaigns/{campaign_id}',
    summary: 'Read a campaign with its waves and jobs',
    answer: campaignAnswer,
  },
  pauseCampaign: {
    ...move,
    path: '/api/v1/campaigns/{campaign_id}/pause',
    summary: 'Pause a campaign: no more of its jobs start',
  },
  resumeCampaign: {
    ...move,
    path: '/api/v1/campaigns/{campaign_id}/resume',
    summary: 'Resume a campaign that is paused or has stopped itself; in the latter case say why',
  },
  cancelCampaign: {
    ...move,
    path: '/api/v1/campaigns/{campaign_id}/cancel',
    summary: 'Cancel what has not started of a campaign; what runs goes on',
  },
  followCampaign: {
    ...follow,
    method: 'PUT',
    summary: 'Follow a campaign: be told of it and of its jobs as its requester is, until it is over',
    failures: ['conflict'],
  },
  unfollowCampaign: { ...follow, method: 'DELETE', summary: 'Stop following a campaign' },
  remindOwners: {
    method: 'POST',
    tag: 'Jobs',
    path: '/api/v1/campaigns/{campaign_id}/remind',
    summary: 'Remind those who can decide on a campaign’s pending jobs and have not',
    may: 'remindOwners',
    answer: remindedAnswer,
    failures: ['conflict'],
  },
} as const satisfies Record<string, ApiCall>
