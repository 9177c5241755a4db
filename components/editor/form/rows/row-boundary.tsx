'use client'

import { useTranslations } from 'next-intl'
import { Component, type ReactNode } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { useEditor } from '../../editor-context'

type Props = { index: number; children: ReactNode }

/** Shows the text of a row that fails to render in its place, so that the other rows stay. */
export class RowBoundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError = () => ({ hasFailed: true })

  override render() {
    const { index, children } = this.props
    if (!this.state.hasFailed) return children
    return <FailedRow index={index} onRetry={() => this.setState({ hasFailed: false })} />
  }
}

function FailedRow({ index, onRetry }: { index: number; onRetry: () => void }) {
  const t = useTranslations()
  const { getValues } = useEditor()
  const { key, value } = getValues(`rows.${index}`)
  return (
    <li className="px-3 py-2">
      <p className="text-bad">{t('editor.rowFailed')}</p>
      <pre className="overflow-auto whitespace-pre-wrap break-all">{`${key}\n${value}`}</pre>
      <Button size="small" onClick={onRetry}>
        {t('app.retry')}
      </Button>
    </li>
  )
}
