import type { Metadata } from 'next'
import { NothingHere } from '@/components/layout/nothing-here'
import { PlainPage } from '@/components/layout/plain-page'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <PlainPage>
      <NothingHere />
    </PlainPage>
  )
}
