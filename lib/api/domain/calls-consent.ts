import {
  memberChange,
  newDelegation,
  newGroup,
  newRule,
  newWindow,
  ownerChange,
  restriction,
} from '@/lib/consent/domain/calls'
import type { ApiCall } from './call'

const admin = 'An administrator'
const person = 'Any person who may see the node'
const call = (
  method: ApiCall['method'],
  path: string,
  summary: string,
  who: string,
  answer: string,
  body?: ApiCall['body'],
): ApiCall => ({
  method,
  path,
  tag: 'Consent',
  summary,
  who,
  answer,
  conflict: true,
  ...(body ? { body } : {}),
})

/** The calls about who decides, and by which rules. */
export const rightsCalls: readonly ApiCall[] = [
  call('get', '/nodes/{did}/consent', 'Who decides on a node, its windows and rules', person, 'All of these'),
  call(
    'post',
    '/nodes/{did}/owners',
    'Name one more owner',
    admin,
    '`owner`, `added`, `warnings`',
    ownerChange,
  ),
  call(
    'delete',
    '/nodes/{did}/owners/{person}',
    'Take an owner away, by e-mail address or DID',
    'An administrator, or the owner who gives up their own place, unless it is the last',
    'How many owners are left',
  ),
  call(
    'post',
    '/nodes/{did}/delegations',
    'Let somebody else decide in one’s place, between two dates',
    'An owner of the node, of their own right',
    '`delegation_id`',
    newDelegation,
  ),
  call(
    'delete',
    '/nodes/{did}/delegations/{delegation_id}',
    'End a delegation; votes given by it count no more',
    'Who gave it, who has it, or an administrator',
    '`delegation_id`',
  ),
  call(
    'post',
    '/nodes/{did}/windows',
    'Add a weekly maintenance window',
    'An owner of the node or an administrator',
    '`window_id`',
    newWindow,
  ),
  call(
    'delete',
    '/nodes/{did}/windows/{window_id}',
    'Remove a weekly window; jobs that chose one of its times keep it',
    'An owner of the node or an administrator',
    '`window_id`',
  ),
  call(
    'put',
    '/nodes/{did}/restricted',
    'Hide the node from all but those who decide on it and administrators, or show it again',
    'An owner of the node or an administrator',
    '`restricted`',
    restriction,
  ),
  call('get', '/groups', 'Groups of approvers and their members', 'Any person', 'All groups'),
  call('post', '/groups', 'Make a group', admin, '`group_id`, `name`', newGroup),
  call('delete', '/groups/{group}', 'Delete a group that no rule needs', admin, '`group_id`, `name`'),
  call('post', '/groups/{group}/members', 'Add a member', admin, 'Who was added', memberChange),
  call('delete', '/groups/{group}/members/{person}', 'Remove a member', admin, 'Who was removed'),
  call('get', '/rules', 'Approval rules', 'Any person', 'All rules'),
  call(
    'post',
    '/rules',
    'Make a rule: whose votes which jobs need',
    admin,
    '`rule_id`, `name`, `warnings`',
    newRule,
  ),
  call('delete', '/rules/{rule}', 'Remove a rule', admin, 'Which rule'),
]
