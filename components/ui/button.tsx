import clsx from 'clsx'
import type { ComponentProps } from 'react'
import { Link } from './link'

type Look = { variant?: 'primary' | 'secondary' | 'danger' | 'ghost'; size?: 'md' | 'sm' }

const variants = {
  primary: 'border-accent bg-accent text-on-accent not-disabled:hover:brightness-110',
  secondary: 'border-strong bg-surface text-ink not-disabled:hover:bg-sunken',
  danger: 'border-error/60 bg-surface text-error not-disabled:hover:bg-error-soft',
  ghost: 'border-transparent text-ink-2 not-disabled:hover:bg-sunken not-disabled:hover:text-ink',
} as const

const sizes = { md: 'control-h px-3', sm: 'control-h-sm px-2.5' } as const

const look = ({ variant = 'secondary', size = 'md' }: Look, className?: string): string =>
  clsx(
    'inline-flex shrink-0 items-center justify-center gap-2 rounded-control border text-sm font-medium whitespace-nowrap',
    'disabled:cursor-not-allowed disabled:opacity-55',
    variants[variant],
    sizes[size],
    className,
  )

export const Button = ({
  variant,
  size,
  className,
  type = 'button',
  ...rest
}: Look & ComponentProps<'button'>) => (
  <button type={type} className={look({ variant, size }, className)} {...rest} />
)

/** A link that looks like a button: for navigation only, never for an action. */
export const ButtonLink = ({ variant, size, className, ...rest }: Look & ComponentProps<typeof Link>) => (
  <Link className={look({ variant, size }, className)} {...rest} />
)
