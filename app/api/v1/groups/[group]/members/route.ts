import { consentCalls } from '@/lib/api/domain/calls-consent'
import { contextOf } from '@/lib/auth/context'
import { addGroupMember } from '@/lib/consent/services/add-member'
import { made, route } from '@/lib/transport/route'

export const POST = route(consentCalls.addMember, async ({ params, viewer, body }) => {
  const member = await addGroupMember(await contextOf(viewer), params.group, body)
  return member.ok ? made(member.value, member.value.added) : member
})
