import { contextOf } from '@/lib/auth/context'
import { pathText } from '@/lib/kernel/url/path'
import { removeRule } from '@/lib/consent/services/remove-rule'
import { route } from '@/lib/transport/route'

export const DELETE = route<{ rule: string }>(async ({ params, viewer }) =>
  removeRule(await contextOf(viewer), pathText(params.rule) ?? ''),
)
