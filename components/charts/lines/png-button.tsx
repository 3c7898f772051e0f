import { ImageDown } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { Picture } from './draw-png'

/** Downloads a chart as a picture; what draws it is loaded by the first click. */
export function PngButton({
  picture,
  name,
  small,
}: {
  picture: () => Picture
  name: string
  small?: boolean
}) {
  const save = async () => {
    const { drawPng } = await import('./draw-png')
    const blob = await drawPng(picture())
    if (!blob) return
    const link = document.createElement('a')
    link.href = URL.createObjectURL(blob)
    link.download = `${name.replace(/[^A-Za-z0-9_.-]+/g, '-')}.png`
    link.click()
    // The browser reads it after the click.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }
  return (
    <Button
      variant={small ? 'ghost' : 'secondary'}
      size="sm"
      className={small ? 'px-1.5 text-2xs!' : undefined}
      aria-label={`Download ${name} as a picture`}
      onClick={() => void save()}
    >
      {!small && <ImageDown className="size-4" aria-hidden="true" />}
      PNG
    </Button>
  )
}
