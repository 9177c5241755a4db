import type { Route } from 'next'
// biome-ignore lint/style/noRestrictedImports: this is the component that the others use
import NextLink from 'next/link'
import type { ComponentProps } from 'react'
import { type ButtonSize, type ButtonVariant, buttonClass } from './buttons/button-class'

type Props = Omit<ComponentProps<typeof NextLink>, 'href'> & {
  /** A path without parameters, or the result of a function of lib/client/paths. */
  href: Route
  /** Like a link in text, like a button, or without a style for a link that fills its parent. */
  variant?: 'text' | 'plain' | ButtonVariant
  /** Of the variants that look like a button. */
  size?: ButtonSize
}

/** The style of a link in text. Use it directly on `<a>` for links that reload the page. */
export const textLinkClass = 'text-accent underline underline-offset-2'

/** A link that navigates within the console. */
export function Link({ variant = 'text', size, className = '', ...props }: Props) {
  return <NextLink {...props} className={`${linkClass(variant, size)} ${className}`} />
}

function linkClass(variant: NonNullable<Props['variant']>, size?: ButtonSize): string {
  if (variant === 'plain') return ''
  return variant === 'text' ? textLinkClass : buttonClass(variant, size)
}
