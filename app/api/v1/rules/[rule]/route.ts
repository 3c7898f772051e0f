import { contextOf } from '@/lib/auth/context'
import { removeRule } from '@/lib/consent/services/remove-rule'
import { pathText } from '@/lib/kernel/url/path'
import { route } from '@/lib/transport/route'

export const DELETE = route<{ rule: string }>(async ({ params, viewer }) =>
  removeRule(await contextOf(viewer), pathText(params.rule) ?? ''),
)
