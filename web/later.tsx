import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { words } from './words.ts'

/** A component whose code is loaded when it is first shown. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let arrived: ComponentType<P> | null = null
  return function Later(props: P) {
    const here = useSignal(arrived !== null)
    useEffect(() => {
      if (arrived !== null) return
      void load().then((component) => {
        arrived = component
        here.value = true
      })
    }, [])
    const Component = here.value ? arrived : null
    return Component === null ? <p class="quiet">{words.loading}</p> : <Component {...props} />
  }
}
