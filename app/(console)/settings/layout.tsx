import type { ReactNode } from 'react'
import { SectionNav } from '@/components/layout/section-nav'
import { settingsSections } from '@/components/layout/settings-sections'
import { PageHeader } from '@/components/ui/page-header'
import { requirePerson } from '@/lib/auth/viewer'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { role } = await requirePerson()
  return (
    <>
      <PageHeader title="Settings" />
      <SectionNav sections={settingsSections(role)} />
      {children}
    </>
  )
}
