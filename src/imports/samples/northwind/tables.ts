import type { SourceTables } from '../../source-folder';

/** What is read of the source. */
export const TABLES: SourceTables = {
  Categories: 'CategoryID CategoryName',
  Customers: 'CustomerID CompanyName ContactName ContactTitle Address City Region PostalCode Country Phone',
  EmployeeTerritories: 'EmployeeID TerritoryID',
  Employees: 'EmployeeID LastName FirstName',
  OrderDetails: 'OrderID ProductID UnitPrice Quantity Discount',
  Orders:
    'OrderID CustomerID EmployeeID OrderDate RequiredDate ShippedDate ShipVia Freight ShipName ShipAddress ShipCity ShipRegion ShipPostalCode ShipCountry',
  Products: 'ProductID ProductName CategoryID UnitPrice UnitsInStock UnitsOnOrder Discontinued',
  Region: 'RegionID RegionDescription',
  Shippers: 'ShipperID CompanyName',
  Territories: 'TerritoryID RegionID',
};
