import {
  disabledAnswer,
  exportAnswer,
  invitationAnswer,
  peopleAnswer,
  personAnswer,
  removedFactorsAnswer,
  resetAnswer,
  roleAnswer,
  sessionsAnswer,
  withdrawnAnswer,
} from '@/lib/people/domain/answers'
import { erasure, invitation, peopleQuery, roleChange, stateChange } from '@/lib/people/domain/calls'
import type { ApiCall } from './call'

const read = { method: 'GET', tag: 'People', may: 'readPeople' } as const
const change = { tag: 'People', may: 'setPeople', failures: ['conflict'] } as const

/** The calls about people; `{person}` is an email address or a DID. */
export const peopleCalls = {
  listPeople: {
    ...read,
    path: '/api/v1/people',
    summary: 'List people and open invitations, whoever signed in last first',
    query: peopleQuery,
    answer: peopleAnswer,
  },
  invitePerson: {
    ...change,
    method: 'POST',
    path: '/api/v1/people/invitations',
    summary: 'Invite an address with a role, by mail or by a link to pass on; it works once, for 72 hours',
    body: invitation,
    answer: invitationAnswer,
    makes: 'created',
  },
  withdrawInvitation: {
    ...change,
    method: 'DELETE',
    path: '/api/v1/people/invitations/{invitation_id}',
    summary: 'Withdraw an invitation',
    answer: withdrawnAnswer,
    failures: [],
  },
  setRole: {
    ...change,
    method: 'PUT',
    path: '/api/v1/people/{person}/role',
    summary: 'Give a person another role',
    body: roleChange,
    answer: roleAnswer,
  },
  disablePerson: {
    ...change,
    method: 'POST',
    path: '/api/v1/people/{person}/disable',
    summary: 'Disable a person: sessions end, tokens are refused, votes and delegations no longer count',
    body: stateChange,
    answer: disabledAnswer,
  },
  enablePerson: {
    ...change,
    method: 'POST',
    path: '/api/v1/people/{person}/enable',
    summary: 'Enable a person again',
    body: stateChange,
    answer: personAnswer,
  },
  resetSignIn: {
    ...change,
    method: 'POST',
    path: '/api/v1/people/{person}/reset',
    summary: 'Make a link with which a person chooses a new password',
    answer: resetAnswer,
  },
  listSessions: {
    ...read,
    path: '/api/v1/people/{person}/sessions',
    summary: 'List the running sessions of a person',
    answer: sessionsAnswer,
  },
  endSessions: {
    ...change,
    method: 'DELETE',
    path: '/api/v1/people/{person}/sessions',
    summary: 'End all sessions of a person',
    answer: disabledAnswer,
    failures: [],
  },
  endSession: {
    ...change,
    method: 'DELETE',
    path: '/api/v1/people/{person}/sessions/{session}',
    summary: 'End one session of a person',
    answer: disabledAnswer,
    failures: [],
  },
  removeSecondFactor: {
    ...change,
    method: 'DELETE',
    path: '/api/v1/people/{person}/second-factor',
    summary:
      'Remove a person’s second factor, recovery codes and passkeys, which were lost; their sessions end',
    answer: removedFactorsAnswer,
  },
  exportPerson: {
    ...read,
    path: '/api/v1/people/{person}/export',
    summary: 'Get everything that is kept about a person, without secrets',
    answer: exportAnswer,
  },
  erasePerson: {
    ...change,
    method: 'POST',
    path: '/api/v1/people/{person}/erase',
    summary: 'Replace the name and address of a person for good; their DID and what they did stay',
    body: erasure,
    answer: personAnswer,
  },
} as const satisfies Record<string, ApiCall>
