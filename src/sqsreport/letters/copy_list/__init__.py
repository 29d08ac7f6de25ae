"""Who gets a copy: roles and names, however a letter lays them out."""
