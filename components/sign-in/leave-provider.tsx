'use client'

import { useEffect } from 'react'
import { Notice } from '@/components/ui/notice'

/**
 * Goes on to where the provider's session ends. From a page of its own: the policy of ours lets no form lead to another
 * site, and signing out is a form.
 */
export function LeaveProvider({ provider: { id, name } }: { provider: { id: string; name: string } }) {
  const path = `/sign-in/sso/${id}/sign-out`
  useEffect(() => window.location.replace(path), [path])
  return (
    <Notice tone="info">
      You are signed out of Hakim. <a href={path}>Sign out of {name} too</a>
    </Notice>
  )
}
