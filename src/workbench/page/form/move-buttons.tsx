/** An entry of a list moved among its neighbours, or removed. */
import { move } from '../../../yaml-edit/entries.js';
import type { Path } from '../../../yaml-edit/source.js';
import { RemoveButton } from './code-grid.js';
import { useForm } from './form-context.js';

interface MoveButtonsProps {
  readonly path: Path;
  readonly label: string;
  readonly first: boolean;
  readonly last: boolean;
}

export function MoveButtons({ path, label, first, last }: MoveButtonsProps) {
  const { source, edit } = useForm();
  return (
    <span class="moves">
      <button
        type="button"
        class="plain"
        disabled={first}
        aria-label={`${label}上移`}
        onClick={() => edit(() => move(source, path, -1))}
      >
        ↑
      </button>
      <button
        type="button"
        class="plain"
        disabled={last}
        aria-label={`${label}下移`}
        onClick={() => edit(() => move(source, path, 1))}
      >
        ↓
      </button>
      <RemoveButton path={path} label={label} />
    </span>
  );
}
