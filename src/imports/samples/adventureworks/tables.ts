import type { SourceTables } from '../../source-folder';

/** What is read of the source. */
export const TABLES: SourceTables = {
  Address: 'AddressID AddressLine1 AddressLine2 City StateProvinceID PostalCode Longitude Latitude',
  AddressType: 'AddressTypeID Name',
  BusinessEntityAddress: 'BusinessEntityID AddressID AddressTypeID',
  BusinessEntityContact: 'BusinessEntityID PersonID ContactTypeID',
  ContactType: 'ContactTypeID Name',
  Currency: 'CurrencyCode Name',
  CurrencyRate: 'CurrencyRateID CurrencyRateDate FromCurrencyCode ToCurrencyCode AverageRate',
  Customer: 'CustomerID PersonID StoreID TerritoryID AccountNumber',
  EmailAddress: 'BusinessEntityID EmailAddress',
  Employee: 'BusinessEntityID CurrentFlag',
  Location: 'LocationID Name',
  Person: 'BusinessEntityID FirstName MiddleName LastName Suffix',
  PersonPhone: 'BusinessEntityID PhoneNumber',
  Product:
    'ProductID Name ProductNumber StandardCost ListPrice DaysToManufacture ProductSubcategoryID SellStartDate SellEndDate DiscontinuedDate',
  ProductCategory: 'ProductCategoryID Name',
  ProductInventory: 'ProductID LocationID Quantity',
  ProductListPriceHistory: 'ProductID StartDate EndDate ListPrice',
  ProductSubcategory: 'ProductSubcategoryID ProductCategoryID Name',
  SalesOrderDetail:
    'SalesOrderID CarrierTrackingNumber OrderQty ProductID SpecialOfferID UnitPrice UnitPriceDiscount LineTotal',
  SalesOrderHeader:
    'SalesOrderID OrderDate DueDate ShipDate OnlineOrderFlag SalesOrderNumber PurchaseOrderNumber AccountNumber CustomerID SalesPersonID TerritoryID BillToAddressID ShipToAddressID ShipMethodID CreditCardID CurrencyRateID SubTotal TaxAmt Freight TotalDue Comment',
  SalesOrderHeaderSalesReason: 'SalesOrderID SalesReasonID',
  SalesPerson: 'BusinessEntityID TerritoryID',
  SalesReason: 'SalesReasonID Name ReasonType',
  SalesTaxRate: 'StateProvinceID TaxType TaxRate Name',
  SalesTerritory: 'TerritoryID Name CountryRegionCode Group',
  ShipMethod: 'ShipMethodID Name',
  SpecialOffer: 'SpecialOfferID Description DiscountPct Type StartDate EndDate MinQty MaxQty',
  SpecialOfferProduct: 'SpecialOfferID ProductID',
  StateProvince: 'StateProvinceID StateProvinceCode CountryRegionCode IsOnlyStateProvinceFlag',
  Store: 'BusinessEntityID Name SalesPersonID',
};
