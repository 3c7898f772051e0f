import type { ReactNode } from 'react'
import { SectionNav } from '@/components/layout/section-nav'
import { PageHeader } from '@/components/ui/page-header'

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHeader title="Settings" />
      <SectionNav />
      {children}
    </>
  )
}
