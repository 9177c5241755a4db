import Link from 'next/link'
import type { ComponentProps } from 'react'

/** The style of a link in text. Use it directly on `<a>` for links that reload the page. */
export const textLinkClass = 'text-accent underline underline-offset-2'

/** A link in text that navigates within the app. */
export function TextLink({ className = '', ...props }: ComponentProps<typeof Link>) {
  return <Link {...props} className={`${textLinkClass} ${className}`} />
}
