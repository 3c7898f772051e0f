import { useRouter } from 'next/navigation'
import { useTheme } from 'next-themes'
import { keepCookie } from '@/components/ui/keep-cookie'
import { useReader } from '@/components/ui/zone'
import { choiceCookie } from '@/lib/kernel/time/shown-zone'
import type { Command } from './palette-items'

/** Does what the palette does itself. */
export function useCommand(): (command: Command) => void {
  const router = useRouter()
  const { resolvedTheme, setTheme } = useTheme()
  const choice = useReader()?.reader.choice
  return (command) => {
    if (command === 'theme') setTheme(resolvedTheme === 'dark' ? 'light' : 'dark')
    else
      void keepCookie(choiceCookie, choice === 'utc' ? 'mine' : 'utc').then((kept) => {
        if (kept) router.refresh()
      })
  }
}
