/** Lines of a long list are made again only where something of them has changed. */
import { Component, type ComponentType, h } from 'preact';

/** A component that is shown again only when one of its properties is another. */
export function memo<P extends object>(Shown: ComponentType<P>): ComponentType<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const [before, after] = [this.props, next] as unknown as Record<string, unknown>[];
      const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
      return [...keys].some((key) => before?.[key] !== after?.[key]);
    }
    override render() {
      return h(Shown as ComponentType<object>, this.props);
    }
  };
}
