import { notFound, redirect } from 'next/navigation'
import { requirePerson } from '@/lib/auth/viewer'
import { shortLink } from '@/lib/views/queries/short-link'

export default async function ShortLinkPage({ params }: { params: Promise<{ code: string }> }) {
  const address = await shortLink(await requirePerson(), (await params).code)
  if (address === null) notFound()
  redirect(address)
}
