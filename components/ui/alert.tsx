import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const TONES = {
  good: { icon: CircleCheck, box: 'border-good bg-good-soft', ink: 'text-good' },
  warn: { icon: TriangleAlert, box: 'border-warn bg-warn-soft', ink: 'text-warn' },
  bad: { icon: CircleX, box: 'border-bad bg-bad-soft', ink: 'text-bad' },
  info: { icon: Info, box: 'border-line bg-surface', ink: 'text-accent' },
} as const

type Tone = keyof typeof TONES

/** A banner. Its icon shows the tone as well, because colour alone is not accessible. */
export function Alert({
  tone,
  title,
  children,
}: {
  tone: Tone
  title?: ReactNode
  children?: ReactNode
}) {
  const { icon: Icon, box, ink } = TONES[tone]
  return (
    <div className={`flex gap-3 rounded-md border px-3 py-2.5 ${box}`}>
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${ink}`} />
      <div className="min-w-0 flex-1 space-y-1.5">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children}
      </div>
    </div>
  )
}
