import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../persistence/lists/keyset';
import { FIELD_COSTS } from '../areas';

export type Variables = Readonly<Record<string, unknown>>;

/** A number, or how it comes from the variables of a request. */
type Amount = number | ((variables: Variables) => number);

/** Cost of a selection: once, and for each entry of the page that it is the selection of. */
interface Cost {
  readonly once: Amount;
  readonly perEntry: Amount;
}

/** Entries that a list without a page size is taken to have. */
const ASSUMED_ENTRIES = 5;
const MUTATION_COST = 10;
/** Counting a whole list reads more than one entry. */
const COUNT = { name: 'totalCount', cost: 10 };

const known = new WeakMap<DocumentNode, Map<OperationDefinitionNode, Amount>>();

/**
 * What an operation costs: 1 for every object that it may answer, a page with as many as it asks for, a list without a page size with
 * five. The way to compute it is kept for each document; the same document again costs nothing but its sizes.
 */
export function operationCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): number {
  const ofDocument = known.get(document) ?? new Map<OperationDefinitionNode, Amount>();
  known.set(document, ofDocument);
  let cost = ofDocument.get(operation);
  if (cost === undefined) {
    cost = new CostCompiler(schema, document, operation).compile();
    ofDocument.set(operation, cost);
  }
  return valueOf(cost, variables);
}

class CostCompiler {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly ofFragments = new Map<string, Cost>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
  ) {
    this.fragments = new Map(
      document.definitions
        .filter(
          (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
        )
        .map((fragment) => [fragment.name.value, fragment]),
    );
  }

  compile(): Amount {
    const root = this.schema.getRootType(this.operation.operation)!;
    const { once, perEntry } = this.ofSelections(this.operation.selectionSet, root);
    return sum(once, product(ASSUMED_ENTRIES, perEntry));
  }

  private ofSelections({ selections }: SelectionSetNode, parent: GraphQLCompositeType): Cost {
    const parts = selections.map((selection): Cost => {
      if (selection.kind === Kind.FIELD) return this.ofField(selection, parent);
      if (selection.kind === Kind.FRAGMENT_SPREAD) return this.ofFragment(selection.name.value);
      const type = selection.typeCondition && this.schema.getType(selection.typeCondition.name.value);
      return this.ofSelections(selection.selectionSet, isCompositeType(type) ? type : parent);
    });
    return {
      once: sum(...parts.map(({ once }) => once)),
      perEntry: sum(...parts.map(({ perEntry }) => perEntry)),
    };
  }

  private ofFragment(name: string): Cost {
    const done = this.ofFragments.get(name);
    if (done) return done;
    const fragment = this.fragments.get(name)!;
    const type = this.schema.getType(fragment.typeCondition.name.value) as GraphQLCompositeType;
    const cost = this.ofSelections(fragment.selectionSet, type);
    this.ofFragments.set(name, cost);
    return cost;
  }

  private ofField(node: FieldNode, parent: GraphQLCompositeType): Cost {
    const field = fieldOf(parent, node.name.value);
    const type = field && getNamedType(field.type);
    if (!field || !node.selectionSet || !isCompositeType(type)) {
      return { once: node.name.value === COUNT.name ? COUNT.cost : 0, perEntry: 0 };
    }
    const inner = this.ofSelections(node.selectionSet, type);
    const entries = this.pageSize(node, field) ?? ASSUMED_ENTRIES;
    const each = sum(1, inner.once, product(entries, inner.perEntry));
    const own = FIELD_COSTS[`${parent.name}.${field.name}`] ?? (this.isMutation(parent) ? MUTATION_COST : 0);
    const named = this.listLength(node, 'ids');
    if (named !== null) return { once: sum(own, product(named, each)), perEntry: 0 };
    return isList(field.type) ? { once: own, perEntry: each } : { once: sum(own, each), perEntry: 0 };
  }

  private isMutation(parent: GraphQLCompositeType): boolean {
    return parent === this.schema.getMutationType();
  }

  /** How many entries a field is asked for; null when it does not take a number. */
  private pageSize(node: FieldNode, field: GraphQLField<unknown, unknown>): Amount | null {
    const declared = field.args.find(({ name }) => name === 'first');
    if (!declared) return null;
    const otherwise = (declared.defaultValue as number | undefined) ?? DEFAULT_PAGE_SIZE;
    const most = Math.max(MAX_PAGE_SIZE, otherwise);
    const first = this.argument(node, 'first');
    const last = this.argument(node, 'last');
    if (typeof first === 'function' || typeof last === 'function') {
      return (variables) => clamped(read(first, variables) ?? read(last, variables) ?? otherwise, most);
    }
    return clamped(first ?? last ?? otherwise, most);
  }

  /** How long a list in an argument is; null when there is no such argument. */
  private listLength(node: FieldNode, name: string): Amount | null {
    const value = this.argument(node, name);
    if (value === undefined) return null;
    const length = (list: unknown): number =>
      Array.isArray(list) ? Math.min(list.length, MAX_PAGE_SIZE) : 1;
    return typeof value === 'function' ? (variables) => length(value(variables)) : length(value);
  }

  /** The value of an argument, or how it comes from the variables; undefined when it is not given. */
  private argument(node: FieldNode, name: string): unknown {
    const argument = node.arguments?.find((given) => given.name.value === name);
    return argument && this.valueIn(argument.value);
  }

  private valueIn(value: ValueNode): unknown {
    if (value.kind === Kind.INT) return Number(value.value);
    if (value.kind === Kind.LIST) return value.values;
    if (value.kind !== Kind.VARIABLE) return undefined;
    const name = value.name.value;
    const definition = this.operation.variableDefinitions?.find(
      ({ variable }) => variable.name.value === name,
    );
    const fallback = definition?.defaultValue && this.valueIn(definition.defaultValue);
    return (variables: Variables) => variables[name] ?? fallback;
  }
}

function fieldOf(parent: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (!isObjectType(parent) && !isAbstractType(parent)) return undefined;
  return 'getFields' in parent ? parent.getFields()[name] : undefined;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

function read(value: unknown, variables: Variables): unknown {
  return typeof value === 'function' ? (value as (variables: Variables) => unknown)(variables) : value;
}

/** A page size within its limits; another number is refused when the operation runs. */
function clamped(size: unknown, most: number): number {
  return typeof size === 'number' ? Math.min(Math.max(Math.trunc(size) || 0, 0), most) : DEFAULT_PAGE_SIZE;
}

function valueOf(amount: Amount, variables: Variables): number {
  return typeof amount === 'number' ? amount : amount(variables);
}

function sum(...amounts: readonly Amount[]): Amount {
  const fixed = amounts.reduce<number>(
    (total, amount) => (typeof amount === 'number' ? total + amount : total),
    0,
  );
  const open = amounts.filter((amount) => typeof amount === 'function');
  if (open.length === 0) return fixed;
  return (variables) => open.reduce((total, amount) => total + amount(variables), fixed);
}

function product(a: Amount, b: Amount): Amount {
  if (a === 0 || b === 0) return 0;
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  return (variables) => valueOf(a, variables) * valueOf(b, variables);
}
