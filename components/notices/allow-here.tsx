'use client'

import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { askToNotify, mayNotify } from './permission'

/** Asks this browser, which is perhaps another one than the channel was created in, to show notifications. */
export function AllowHere() {
  const [missing, setMissing] = useState(false)
  useEffect(() => {
    void mayNotify().then((may) => setMissing(!may))
  }, [])
  const allow = async () => {
    const allowed = await askToNotify()
    setMissing(!allowed)
    // What waits is asked for when the page is read.
    if (allowed) window.location.reload()
    else toast.error('This browser shows no notifications of Hakim. Allow them in its settings first.')
  }
  return missing ? (
    <Button size="sm" variant="ghost" onClick={allow}>
      Allow in this browser
    </Button>
  ) : null
}
