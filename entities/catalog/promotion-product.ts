import { Entity, JoinColumn, ManyToOne } from 'typeorm';
import { Code, Ref } from '../columns';
import { Promotion } from './promotion';

/** A product that a promotion is given on. */
@Entity('promotion_products')
export class PromotionProduct {
  @Ref({ primary: true })
  promotionId!: string;

  @ManyToOne(() => Promotion)
  @JoinColumn({ name: 'promotion_id' })
  promotion?: Promotion;

  @Code(64, { primary: true })
  sku!: string;
}
