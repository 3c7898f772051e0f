import { redirect } from 'next/navigation'
import { settingsSections } from '@/components/layout/settings-sections'
import { requirePerson } from '@/lib/auth/viewer'

/** The first section that this person sees. */
export default async function SettingsPage(): Promise<never> {
  const { role } = await requirePerson()
  redirect(settingsSections(role)[0]?.href ?? '/')
}
