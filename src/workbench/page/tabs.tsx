/** Tabs of which one is shown; the arrow keys go from one to the next. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface Tab<T extends string> {
  readonly name: T;
  readonly title: ComponentChildren;
}

export interface TabsProps<T extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<T>[];
  readonly shown: T;
  readonly onShow: (name: T) => void;
  /** What the shown tab is about. */
  readonly children: ComponentChildren;
  readonly class?: string;
  /** Stands behind the tabs, in the same line. */
  readonly beside?: ComponentChildren;
}

export function Tabs<T extends string>(props: TabsProps<T>) {
  const { label, tabs, shown, onShow, children, beside } = props;
  const id = useId();
  const go = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = tabs.findIndex(({ name }) => name === shown);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onShow(next.name);
    document.getElementById(`${id}-${next.name}`)?.focus();
  };
  return (
    <section class={`tabs ${props.class ?? ''}`} aria-label={label}>
      <div class="tab-line">
        <div role="tablist" aria-label={label} onKeyDown={go}>
          {tabs.map(({ name, title }) => (
            <button
              type="button"
              role="tab"
              key={name}
              id={`${id}-${name}`}
              aria-selected={name === shown}
              aria-controls={`${id}-panel`}
              tabIndex={name === shown ? 0 : -1}
              onClick={() => onShow(name)}
            >
              {title}
            </button>
          ))}
        </div>
        {beside}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${shown}`} class="tab-panel">
        {children}
      </div>
    </section>
  );
}
