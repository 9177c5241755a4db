import type { ComponentPropsWithRef, ElementType } from 'react'

type Props<E extends ElementType> = { as?: E; className?: string } & Omit<
  ComponentPropsWithRef<E>,
  'as' | 'className'
>

/** A bordered box with the surface colour, as any element. */
export function Card<E extends ElementType = 'div'>({ as, className = '', ...props }: Props<E>) {
  const Element: ElementType = as ?? 'div'
  return <Element {...props} className={`rounded-md border border-line bg-surface ${className}`} />
}
