import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import type { PageRequest, Slice } from '../../src/persistence/lists/keyset';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../src/persistence/lists/keyset';

/** The page of a list. `keysetPage` checks its limits, for all lists alike. */
@ArgsType()
export class ConnectionArgs implements PageRequest {
  @Field(() => Int, {
    nullable: true,
    description: `How many entries from the start, or after \`after\`: 1 to ${MAX_PAGE_SIZE}; ${DEFAULT_PAGE_SIZE} when neither \`first\` nor \`last\` is given.`,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only entries after this cursor.' })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many entries from the end, or before \`before\`: 1 to ${MAX_PAGE_SIZE}. Not together with \`first\`.`,
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only entries before this cursor.' })
  before?: string | null;
}

@ObjectType({ description: 'Position of a page in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'More entries come after this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'There are entries before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first entry; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last entry; null on an empty page.' })
  endCursor!: string | null;
}

export interface Edge<N> {
  node: N;
  cursor: string;
}

/** One page, and a function that counts the whole list. */
export interface Connection<N> {
  readonly edges: readonly Edge<N>[];
  readonly nodes: readonly N[];
  readonly pageInfo: PageInfo;
  totalCount(): Promise<number>;
}

export interface ConnectionType<N> extends ClassType<Connection<N>> {
  /** `countAll` runs only when the query asks for `totalCount`. */
  of(slice: Slice<N>, countAll: () => Promise<number>): Connection<N>;
}

/** The Relay connection of a node type: `<Name>Connection` with its `<Name>Edge`. Call it once per type. */
export function connectionType<N extends object>(node: ClassType<N>, name = node.name): ConnectionType<N> {
  @ObjectType(`${name}Edge`, { description: `One entry of a list of ${name}.` })
  class EdgeOfType implements Edge<N> {
    @Field(() => node, { description: 'The entry.' })
    node!: N;

    @Field(() => String, { description: 'Cursor of the entry, for `after` and `before`.' })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class ConnectionOfType implements Connection<N> {
    constructor(
      private readonly slice: Slice<N>,
      private readonly countAll: () => Promise<number>,
    ) {}

    static of(slice: Slice<N>, countAll: () => Promise<number>): Connection<N> {
      return new ConnectionOfType(slice, countAll);
    }

    @Field(() => [EdgeOfType], { description: 'The entries with their cursors.' })
    get edges(): EdgeOfType[] {
      return this.slice.edges;
    }

    @Field(() => [node], { description: 'The entries without their cursors.' })
    get nodes(): N[] {
      return this.slice.edges.map((edge) => edge.node);
    }

    @Field(() => PageInfo, { description: 'Position of the page in the list.' })
    get pageInfo(): PageInfo {
      const { edges, hasNextPage, hasPreviousPage } = this.slice;
      return {
        hasNextPage,
        hasPreviousPage,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      };
    }

    @Field(() => Int, { description: 'Number of entries in the whole list. Counted only when selected.' })
    totalCount(): Promise<number> {
      return this.countAll();
    }
  }
  return ConnectionOfType;
}
